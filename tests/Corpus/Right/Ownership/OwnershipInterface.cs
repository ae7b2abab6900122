using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// An interface between a driver and the mapper it uses, with its ownership said by attributes. Whoever gets an address by Map has the
// duty, Unmap takes it over, and the driver ends it on every path.
public interface IMapper
{
    [return: MustUnshare]
    PhysAddr Map(DmaBuffer buffer, BufferDirection direction);

    void Unmap([Unshares] PhysAddr address, DmaBuffer buffer, BufferDirection direction);
}

public sealed class HalMapper<THal> : IMapper
    where THal : struct, IHal
{
    [return: MustUnshare]
    public PhysAddr Map(DmaBuffer buffer, BufferDirection direction) => THal.Share(buffer, direction);

    public void Unmap([Unshares] PhysAddr address, DmaBuffer buffer, BufferDirection direction) =>
        THal.Unshare(address, buffer, direction);
}

public sealed class CountingMapper : IMapper
{
    private readonly IMapper _inner;
    private readonly HashSet<PhysAddr> _live = new();

    public CountingMapper(IMapper inner) => _inner = inner;

    public int Live => _live.Count;

    [return: MustUnshare]
    public PhysAddr Map(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr address = _inner.Map(buffer, direction);
        _live.Add(address);
        return address;
    }

    public void Unmap([Unshares] PhysAddr address, DmaBuffer buffer, BufferDirection direction)
    {
        _live.Remove(address);
        _inner.Unmap(address, buffer, direction);
    }
}

public sealed class MappedDriver
{
    private readonly IMapper _mapper;
    private readonly Device _device;

    public MappedDriver(IMapper mapper, Device device) => (_mapper, _device) = (mapper, device);

    public bool Send(DmaBuffer data)
    {
        PhysAddr address = _mapper.Map(data, BufferDirection.DriverToDevice);
        bool sent = false;
        try
        {
            sent = _device.Submit(address, data.Length) && _device.Wait(100);
        }
        finally
        {
            if (!sent)
            {
                _device.Reset();
            }

            _mapper.Unmap(address, data, BufferDirection.DriverToDevice);
        }

        return sent;
    }
}
