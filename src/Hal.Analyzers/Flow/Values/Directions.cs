namespace Hal.Analyzers.Flow.Values;

/// <summary>The values of BufferDirection, as numbers.</summary>
internal static class Directions
{
    public const long DriverToDevice = 0;
    public const long DeviceToDriver = 1;
    public const long Both = 2;

    /// <summary>Whether a direction certainly lets the device write.</summary>
    public static bool DeviceWrites(Value? direction) => direction is not null && direction.IsConstant(out long which) && which is DeviceToDriver or Both;

}
