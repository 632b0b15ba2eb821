namespace Gateway.Configuration.Reading;

/// <summary>An item of a list for which one value may stand, and whose place in the file is told.</summary>
internal interface IListItem
{
    /// <summary>Whether a list stood there, even of one item.</summary>
    bool IsListed { get; set; }
}
