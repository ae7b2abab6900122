using Hal;
using Devices;

/// <summary>A wireless access point that ends the share of each beacon when the next one replaces it.</summary>
public sealed unsafe class Beaconing<THal>
    where THal : struct, IHal
{
    private readonly Device _radio = new();

    public void Run(Packet beacon, Deadline end)
    {
        DmaBuffer buffer = beacon.Buffer;
        PhysAddr current = THal.Share(buffer, BufferDirection.DriverToDevice);
        while (!end.Expired)
        {
            _radio.Program(current, buffer.Length);
            _radio.Wait(100);
            THal.Unshare(current, buffer, BufferDirection.DriverToDevice);
            current = THal.Share(buffer, BufferDirection.DriverToDevice);
        }

        _radio.Reset();
        THal.Unshare(current, buffer, BufferDirection.DriverToDevice);
    }
}
