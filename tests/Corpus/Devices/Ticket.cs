namespace Devices;

/// <summary>A queue's receipt for an entry that it took.</summary>
public sealed class Ticket
{
    public int Number { get; init; }

    public bool IsDone { get; set; }
}
