using Hal;
using Devices;

/// <summary>C9: shares whose address nobody keeps.</summary>
public sealed unsafe class DiscardedShares<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Statement(DmaBuffer buffer)
    {
        THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1003
        _device.Kick();
    }

    public void Discard(byte* data)
    {
        DmaBuffer buffer = new(data, 32);
        _ = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1003
        _device.Kick();
    }

    public void Value(DmaBuffer buffer)
    {
        _ = new Shared<THal>(buffer, BufferDirection.Both); //! HAL1003
        _device.Kick();
    }

    public void CheckedHal(DmaBuffer buffer)
    {
        Checked<THal>.Share(buffer, BufferDirection.Both); //! HAL1003
        _device.Kick();
    }

    public void InALoop(DmaBuffer buffer, int count)
    {
        while (count-- > 0)
        {
            THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1003
            _device.Poll();
        }
    }
}
