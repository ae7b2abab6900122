using Hal;
using Devices;

/// <summary>A random number unit: its output page goes back when the seed cannot be shared.</summary>
public sealed unsafe class RandomUnit<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int Generate(DmaBuffer seed, byte* output, int length)
    {
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)length), BufferDirection.DeviceToDriver, out var page))
        {
            return -12;
        }

        int status;
        PhysAddr seedAddress;
        try
        {
            seedAddress = THal.Share(seed, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            page.Dispose();
            return -14;
        }

        status = _unit.Digest(seedAddress, seed.Length, page.Paddr);
        THal.Unshare(seedAddress, seed, BufferDirection.DriverToDevice);
        if (status == 0)
        {
            page.AsSpan()[..length].CopyTo(new System.Span<byte>(output, length));
        }

        page.Dispose();
        return status;
    }
}
