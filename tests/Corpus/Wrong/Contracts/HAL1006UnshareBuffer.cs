using Hal;
using Devices;

/// <summary>C10: shares that are ended with other memory, another start or another length.</summary>
public sealed unsafe class Buffers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void OtherMemory(DmaBuffer header, DmaBuffer status)
    {
        PhysAddr address = THal.Share(header, BufferDirection.DriverToDevice);
        _device.Submit(address);
        THal.Unshare(address, status, BufferDirection.DriverToDevice); //! HAL1006
    }

    public void OtherLength(byte* data)
    {
        PhysAddr address = THal.Share(new DmaBuffer(data, 4096), BufferDirection.Both);
        _device.Submit(address, 4096);
        THal.Unshare(address, new DmaBuffer(data, 4095), BufferDirection.Both); //! HAL1006
    }

    public void PartOfIt(DmaBuffer packet)
    {
        PhysAddr address = THal.Share(packet, BufferDirection.DeviceToDriver);
        _device.Submit(address);
        THal.Unshare(address, packet.Slice(4, 60), BufferDirection.DeviceToDriver); //! HAL1006
    }

    public void OtherStart(byte* data, int length)
    {
        PhysAddr address = THal.Share(new DmaBuffer(data + 2, length), BufferDirection.DeviceToDriver);
        _device.Submit(address, length);
        THal.Unshare(address, new DmaBuffer(data, length), BufferDirection.DeviceToDriver); //! HAL1006
    }

    public void OtherType(ulong* command)
    {
        PhysAddr address = THal.Share(DmaBuffer.Of(command), BufferDirection.DriverToDevice);
        _device.Submit(address);
        THal.Unshare(address, DmaBuffer.Of((uint*)command), BufferDirection.DriverToDevice); //! HAL1006
    }
}
