using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A driver with helpers that map and unmap a request's header and data by out parameters. The helper holds nothing when it returns
// false, and says by an attribute what the caller receives when it returns true.
internal sealed class MapHelpers<THal>
    where THal : struct, IHal
{
    private readonly Device _device;

    public MapHelpers(Device device) => _device = device;

    public bool Execute(DmaBuffer header, DmaBuffer data)
    {
        if (!TryMap(header, DriverToDevice, out PhysAddr headerAddress))
        {
            return false;
        }

        if (!TryMap(data, DeviceToDriver, out PhysAddr dataAddress))
        {
            Unmap(headerAddress, header, DriverToDevice);
            return false;
        }

        _device.WriteRegister(0, headerAddress.Value);
        bool taken = _device.Submit(dataAddress, data.Length);
        bool done = taken && _device.Wait(100);
        if (taken && !done)
        {
            _device.Reset();
        }

        Unmap(dataAddress, data, DeviceToDriver);
        Unmap(headerAddress, header, DriverToDevice);
        return done;
    }

    private static bool TryMap(DmaBuffer buffer, BufferDirection direction, [MustUnshare] out PhysAddr address)
    {
        address = default;
        if (buffer.IsEmpty)
        {
            return false;
        }

        try
        {
            address = THal.Share(buffer, direction);
            return true;
        }
        catch (DmaException)
        {
            return false;
        }
    }

    private static void Unmap([Unshares] PhysAddr address, DmaBuffer buffer, BufferDirection direction) =>
        THal.Unshare(address, buffer, direction);
}
