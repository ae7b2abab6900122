using Hal;
using Devices;

/// <summary>C13: addresses that go to the device after their share has ended.</summary>
public sealed unsafe class LateAddresses<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly MmioRegion _registers;

    public LateAddresses(MmioRegion registers) => _registers = registers;

    public void IntoADescriptor(DmaBuffer buffer, Descriptor* descriptor)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        descriptor->Address = address.Value; //! HAL1010
        _device.Kick();
    }

    public void IntoARegister(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        _registers.Write64(0x18, address.Value); //! HAL1010
    }

    public void IntoADeviceParameter(DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, BufferDirection.Both);
        shared.Unshare();
        _device.Program(shared.Paddr, buffer.Length); //! HAL1010
    }

    public void IntoOwnHelper(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        SetBase(address); //! HAL1010
        _device.Kick();
    }

    private void SetBase(PhysAddr address)
    {
        _registers.Write32(0x20, (uint)address.Value);
        _registers.Write32(0x24, (uint)(address.Value >> 32));
    }
}
