using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: atmel - Fix dma_unmap_sg() direction": the request ends source and destination as it has started
// them.
public sealed unsafe class AtmelTdes<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private DmaBuffer _source;
    private DmaBuffer _destination;
    private PhysAddr _from;
    private PhysAddr _to;
    private bool _running;

    public int Start(DmaBuffer source, DmaBuffer destination, PhysAddr key)
    {
        if (_running || source.Length != destination.Length)
        {
            return -16;
        }

        _source = source;
        _destination = destination;
        _from = THal.Share(source, DriverToDevice);
        _to = THal.Share(destination, DeviceToDriver);
        _running = true;
        return unit.Encrypt(_from, _to, key, source.Length);
    }

    public void Stop()
    {
        if (!_running)
        {
            return;
        }

        while (unit.Busy)
        {
        }

        THal.Unshare(_to, _destination, DeviceToDriver);
        THal.Unshare(_from, _source, DriverToDevice);
        _running = false;
    }
}
