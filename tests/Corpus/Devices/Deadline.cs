namespace Devices;

/// <summary>A point in time after which a wait is given up.</summary>
public readonly struct Deadline
{
    private readonly long _ticks;

    private Deadline(long ticks) => _ticks = ticks;

    public bool Expired => System.Environment.TickCount64 > _ticks;

    public static Deadline In(int milliseconds) => new(System.Environment.TickCount64 + milliseconds);
}
