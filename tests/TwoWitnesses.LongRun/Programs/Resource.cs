namespace Hal.TwoWitnesses.Programs;

/// <summary>Something that a random program acquired, or a variable that may hold it.</summary>
internal abstract class Resource(string name, string hal)
{
    /// <summary>The variable.</summary>
    public string Name { get; } = name;

    /// <summary>The HAL that it came from.</summary>
    public string Hal { get; } = hal;

    /// <summary>Whether the straight way through the program has released it; what mistakes and branches do is not followed.</summary>
    public bool IsReleased { get; set; }

    /// <summary>A condition that holds only where the variable holds something; null where it always does.</summary>
    public string? Guard { get; init; }
}

/// <summary>A share, by its address.</summary>
internal sealed class ShareResource(string name, string hal, string buffer, string direction) : Resource(name, hal)
{
    public string Buffer { get; } = buffer;

    public string Direction { get; } = direction;
}

/// <summary>A share as a <c>Shared</c> value.</summary>
internal sealed class SharedResource(string name, string hal, string buffer) : Resource(name, hal)
{
    public string Buffer { get; } = buffer;
}

/// <summary>An array, each element of which holds the share of a slice of one buffer: as an address or as a <c>Shared</c> value.</summary>
internal sealed class BatchResource(string name, string hal, string buffer, string direction, bool ofAddresses) : Resource(name, hal)
{
    /// <summary>How many elements it has.</summary>
    public const int Count = 3;

    public string Buffer { get; } = buffer;

    public string Direction { get; } = direction;

    public bool OfAddresses { get; } = ofAddresses;

    /// <summary>The slice that belongs to an element.</summary>
    public static string Slice(string buffer, string index) => $"{buffer}.Slice({index} * 16, 16)";
}

/// <summary>A raw allocation.</summary>
internal sealed class AllocationResource(string name, string hal, int pages) : Resource(name, hal)
{
    public int Pages { get; } = pages;

    /// <summary>
    /// Whether a test of the address stands before. What is used where that test failed is for the analyzer a matter of what the program
    /// does about the failure, and not of HAL2006.
    /// </summary>
    public bool IsTested { get; set; }
}

/// <summary>DMA memory with an owner.</summary>
internal sealed class DmaResource(string name, string hal) : Resource(name, hal);
