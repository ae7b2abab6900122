using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (sun8i-ce): each mapping is ended with its own buffer.
internal sealed class CryptoEngine<THal>(CryptoUnit unit, Dma<THal> keys)
    where THal : struct, IHal
{
    public int Cipher(DmaBuffer source, DmaBuffer target, bool inPlace)
    {
        if (inPlace)
        {
            PhysAddr both = THal.Share(source, BufferDirection.Both);
            int result = unit.Encrypt(both, both, keys.Paddr, source.Length);
            THal.Unshare(both, source, BufferDirection.Both);
            return result;
        }

        if (target.Length < source.Length)
        {
            return -22;
        }

        PhysAddr from = THal.Share(source, BufferDirection.DriverToDevice);
        PhysAddr to = THal.Share(target, BufferDirection.DeviceToDriver);
        int error = unit.Encrypt(from, to, keys.Paddr, source.Length);
        THal.Unshare(to, target, BufferDirection.DeviceToDriver);
        THal.Unshare(from, source, BufferDirection.DriverToDevice);
        return error;
    }
}
