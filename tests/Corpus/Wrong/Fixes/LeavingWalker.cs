using Devices;
using Hal;

public ref struct LeavingWalker<THal> where THal : struct, IHal
{
    private readonly DmaBuffer _buffer;
    private PhysAddr _current;
    private int _left;

    public LeavingWalker(DmaBuffer buffer)
    {
        _buffer = buffer;
        _left = 4;
    }

    public bool MoveNext()
    {
        if (_current != default)
        {
            THal.Unshare(_current, _buffer, BufferDirection.DriverToDevice);
            _current = default;
        }

        if (--_left < 0)
        {
            return false;
        }

        _current = THal.Share(_buffer, BufferDirection.DriverToDevice);
        return true;
    }
}

public static class LeavingWalkerUse<THal> where THal : struct, IHal
{
    public static void SendAll(Device device, DmaBuffer buffer)
    {
        var walker = new LeavingWalker<THal>(buffer);
        while (walker.MoveNext()) //! HAL1002 (no fix: helper acquires)
        {
            device.Kick();
            if (!device.Wait(1))
            {
                return;
            }
        }
    }
}
