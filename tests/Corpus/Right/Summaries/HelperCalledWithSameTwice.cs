using Devices;
using Hal;

/// <summary>A helper over two buffers is called with two different ones, and with one buffer in both places and a flag.</summary>
public sealed class InPlaceHelper<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    private int Crypt(DmaBuffer source, DmaBuffer target, PhysAddr key, bool inPlace)
    {
        PhysAddr from = THal.Share(source, inPlace ? BufferDirection.Both : BufferDirection.DriverToDevice);
        PhysAddr to = inPlace ? from : THal.Share(target, BufferDirection.DeviceToDriver);
        int status = _unit.Encrypt(from, to, key, source.Length);
        Finish(from, to, source, target, inPlace);
        return status;
    }

    private static void Finish(PhysAddr from, PhysAddr to, DmaBuffer source, DmaBuffer target, bool inPlace)
    {
        if (inPlace)
        {
            THal.Unshare(from, source, BufferDirection.Both);
            return;
        }

        THal.Unshare(to, target, BufferDirection.DeviceToDriver);
        THal.Unshare(from, source, BufferDirection.DriverToDevice);
    }

    public int Separate(DmaBuffer source, DmaBuffer target, PhysAddr key) => Crypt(source, target, key, inPlace: false);

    public int Same(DmaBuffer data, PhysAddr key) => Crypt(data, data, key, inPlace: true);
}
