using Hal;
using Devices;

/// <summary>C11: shares that are ended with another direction.</summary>
public sealed class Directions<THal>
    where THal : struct, IHal
{
    private const BufferDirection Receive = BufferDirection.DeviceToDriver;
    private readonly Device _device = new();

    public void Literal(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.Both); //! HAL1005
    }

    public void Named(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, Receive);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice); //! HAL1005
    }

    public void NeitherArm(DmaBuffer buffer, bool write)
    {
        BufferDirection direction = write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
        PhysAddr address = THal.Share(buffer, direction);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.Both); //! HAL1005
    }

    public void OfAShare(DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, BufferDirection.Both);
        _device.Submit(shared.Paddr);
        THal.Unshare(shared.Paddr, shared.Buffer, Receive); //! HAL1005
    }

    public void SwitchedOver(DmaBuffer buffer, bool write)
    {
        BufferDirection direction = write switch
        {
            true => BufferDirection.DriverToDevice,
            false => BufferDirection.Both,
        };
        PhysAddr address = THal.Share(buffer, direction);
        _device.Submit(address);
        if (write)
        {
            THal.Unshare(address, buffer, BufferDirection.Both); //! HAL1005
        }
        else
        {
            THal.Unshare(address, buffer, BufferDirection.Both);
        }
    }
}
