using Hal;
using Devices;

/// <summary>C13: addresses that go to the device while they are shared.</summary>
public sealed unsafe class LateAddresses<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly MmioRegion _registers;

    public LateAddresses(MmioRegion registers) => _registers = registers;

    public void IntoADescriptor(DmaBuffer buffer, Descriptor* descriptor)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        descriptor->Address = address.Value;
        _device.Kick();
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    public void IntoARegister(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _registers.Write64(0x18, address.Value);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
    }

    public void IntoADeviceParameter(DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, BufferDirection.Both);
        _device.Program(shared.Paddr, buffer.Length);
        shared.Unshare();
    }

    public void IntoOwnHelper(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        SetBase(address);
        _device.Kick();
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    private void SetBase(PhysAddr address)
    {
        _registers.Write32(0x20, (uint)address.Value);
        _registers.Write32(0x24, (uint)(address.Value >> 32));
    }
}
