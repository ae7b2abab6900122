namespace Devices;

/// <summary>The clock and the power of a device.</summary>
public class PowerDomain
{
    public int Error { get; set; }

    /// <returns>0, or a negative error.</returns>
    public int Enable() => Error;

    public void Disable()
    {
    }
}
