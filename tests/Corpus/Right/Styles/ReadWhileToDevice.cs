using Devices;
using Hal;

/// <summary>A DriverToDevice buffer may be read while it is shared; a checksum is computed meanwhile.</summary>
public sealed class ReadWhileToDevice<THal>(Device device) where THal : struct, IHal
{
    public uint Send(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        device.Submit(a, b.Length);
        uint sum = 0;
        foreach (byte x in b.AsReadOnlySpan())
        {
            sum += x;
        }

        for (int i = 0; i < b.Length; i++)
        {
            sum ^= b[i];
        }

        device.Wait(10);
        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return sum;
    }
}
