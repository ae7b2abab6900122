using Devices;
using Hal;

/// <summary>Three using statements stacked for one job of an image processor.</summary>
public sealed class ImageScaler<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public bool Scale(DmaBuffer source, DmaBuffer coefficients, DmaBuffer target)
    {
        using (SharedScope<THal> from = new(source, BufferDirection.DriverToDevice))
        using (SharedScope<THal> table = new(coefficients, BufferDirection.DriverToDevice))
        using (SharedScope<THal> to = new(target, BufferDirection.DeviceToDriver))
        {
            if (_unit.Busy)
            {
                return false;
            }

            int error = _unit.Encrypt(from.Paddr, to.Paddr, table.Paddr, source.Length);
            if (error != 0)
            {
                return false;
            }
        }

        return target.AsReadOnlySpan()[0] != 0;
    }
}
