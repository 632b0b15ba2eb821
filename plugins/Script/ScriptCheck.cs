namespace Script;

internal static class Placeholder;
