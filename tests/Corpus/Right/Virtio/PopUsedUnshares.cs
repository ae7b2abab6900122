using Devices;
using Hal;

namespace Drivers;

// Follows a fix in virtio-drivers: "Unshare buffers in pop_used.": a buffer that was used is unshared before it goes back.
public sealed class InputQueue<THal>(VirtioTransport transport, Ring ring)
    where THal : struct, IHal
{
    private const int EventQueue = 0;

    private PhysAddr _address;
    private DmaBuffer _event;
    private int _index = -1;

    public bool Add(DmaBuffer space)
    {
        if (_index >= 0)
        {
            return false;
        }

        _address = THal.Share(space, BufferDirection.DeviceToDriver);
        _event = space;
        _index = ring.Head;
        ring.Post(_index, _address, space.Length);
        transport.Notify(EventQueue);
        return true;
    }

    public bool PopUsed(out DmaBuffer used)
    {
        used = default;
        if (_index < 0 || !transport.Used(EventQueue) || !ring.IsDone(_index))
        {
            return false;
        }

        used = _event;
        THal.Unshare(_address, _event, BufferDirection.DeviceToDriver);
        _index = -1;
        _address = default;
        _event = default;
        return true;
    }

    public void Close()
    {
        transport.Reset();
        if (_index >= 0)
        {
            THal.Unshare(_address, _event, BufferDirection.DeviceToDriver);
        }

        _index = -1;
        _address = default;
    }
}
