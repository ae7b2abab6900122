using Devices;
using Hal;

public struct MappedRange<THal> where THal : struct, IHal
{
    private PhysAddr _address;
    private readonly DmaBuffer _buffer;
    private readonly BufferDirection _direction;

    private MappedRange(PhysAddr address, DmaBuffer buffer, BufferDirection direction)
    {
        _address = address;
        _buffer = buffer;
        _direction = direction;
    }

    public readonly PhysAddr Address => _address;

    public readonly bool IsLive => _address != default;

    public static MappedRange<THal> Map(DmaBuffer buffer, BufferDirection direction) => new(THal.Share(buffer, direction), buffer, direction);

    public void Unmap()
    {
        if (IsLive)
        {
            THal.Unshare(_address, _buffer, _direction);
            _address = default;
        }
    }
}

public sealed class StructOwner<THal>(Device device) where THal : struct, IHal
{
    private MappedRange<THal> _kept;

    public bool Send(DmaBuffer b)
    {
        var range = MappedRange<THal>.Map(b, BufferDirection.DriverToDevice);
        bool ok = device.Submit(range.Address) && device.Wait(1);
        range.Unmap();
        return ok;
    }

    public void Keep(DmaBuffer b)
    {
        _kept.Unmap();
        _kept = MappedRange<THal>.Map(b, BufferDirection.Both);
        device.Program(_kept.Address, b.Length);
    }

    public void Close()
    {
        device.Reset();
        _kept.Unmap();
    }
}
