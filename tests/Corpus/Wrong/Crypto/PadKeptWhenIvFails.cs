using Hal;
using Devices;

// Follows a fix in Linux (drivers/crypto/allwinner, sun8i-ss: a random number request), 6516cb852d.
/// <summary>A random number unit: its output page is kept when the seed cannot be shared.</summary>
public sealed unsafe class RandomUnit<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int Generate(DmaBuffer seed, byte* output, int length)
    {
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)length), BufferDirection.DeviceToDriver, out var page)) //! HAL2002
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
