using Devices;
using Hal;

public sealed class SlicedUnshare<THal>(NetPort port) where THal : struct, IHal
{
    public void Transmit(Packet packet)
    {
        DmaBuffer frame = packet.Buffer;
        PhysAddr a = THal.Share(frame, BufferDirection.DriverToDevice);
        port.Transmit(a, frame.Length);
        while (port.ReapTransmitted() == 0)
        {
        }

        THal.Unshare(a, frame.Slice(4, 60), BufferDirection.DriverToDevice); //! HAL1006
    }
}
