using Hal;
using Devices;

// Follows a fix in mt76, b92c0d57.
/// <summary>A wireless transmit path that ends the share with the descriptor's length field and the flag in it.</summary>
public sealed unsafe class HardwareTxp<THal>
    where THal : struct, IHal
{
    private const int LastMsdu = 1 << 14;
    private const int PartLength = 1500;
    private readonly Ring _ring = new();

    public void Send(byte* frame)
    {
        PhysAddr address = THal.Share(new DmaBuffer(frame, PartLength), BufferDirection.DriverToDevice);
        int field = PartLength | LastMsdu;
        _ring.Post(0, address, field);
        _ring.Doorbell();
        while (!_ring.IsDone(0))
        {
        }

        THal.Unshare(address, new DmaBuffer(frame, field), BufferDirection.DriverToDevice); //! HAL1006
    }
}
