namespace Gateway.Health;

/// <summary>Hears the word of each check after each run, changed or not.</summary>
internal interface IHealthListener
{
    /// <summary>Called from many threads, for one check never twice at a time. Must not block, must not throw: it ends
    /// the scheduler.</summary>
    void OnWord(in HealthWord word);

    /// <summary>Called when a check has said its last word: there is none of that name any more. Must not block, must
    /// not throw.</summary>
    void OnGone(string check)
    {
        // Most keep nothing.
    }
}
