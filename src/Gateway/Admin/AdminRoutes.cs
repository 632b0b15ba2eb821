namespace Gateway.Admin;

/// <summary>What the admin server answers, by method and path.</summary>
internal sealed class AdminRoutes
{
    private readonly Dictionary<string, Dictionary<string, AdminRoute>> _paths = new(StringComparer.Ordinal);

    /// <summary>Answers GET and HEAD of a path. It changes nothing.</summary>
    /// <param name="path">The whole path, such as <c>/api/status</c>.</param>
    /// <param name="answer">Writes the answer.</param>
    /// <param name="access">Who gets it.</param>
    public void Get(string path, RequestDelegate answer, AdminAccess access = AdminAccess.Token)
    {
        Add(path, HttpMethods.Get, new(access, answer));
        Add(path, HttpMethods.Head, new(access, answer));
    }

    /// <summary>Answers POST of a path, which may change something: <see cref="AdminGate"/> keeps other sites'
    /// out.</summary>
    /// <param name="path">The whole path.</param>
    /// <param name="answer">Writes the answer.</param>
    /// <param name="access">Who gets it.</param>
    public void Post(string path, RequestDelegate answer, AdminAccess access = AdminAccess.Token) =>
        Add(path, HttpMethods.Post, new(access, answer));

    /// <summary>The answer to a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="allowed">The methods of the path; empty when there is no such path.</param>
    /// <returns>Null when there is none.</returns>
    public AdminRoute? Find(HttpRequest request, out string allowed)
    {
        var found = _paths.GetValueOrDefault(request.Path.Value ?? "");
        allowed = string.Join(", ", found?.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>());
        return found?.GetValueOrDefault(request.Method);
    }

    private void Add(string path, string method, AdminRoute route)
    {
        if (!_paths.TryGetValue(path, out var methods))
        {
            _paths[path] = methods = new(StringComparer.Ordinal);
        }

        methods.Add(method, route);
    }
}
