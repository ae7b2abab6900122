using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "ibmveth: Fix dma unmap error in ibmveth_xmit_start error path": the helper alone unmaps the frame that
// failed.
public sealed class VethTransmit<THal>(NetPort port)
    where THal : struct, IHal
{
    public int Errors { get; private set; }

    public bool Transmit(Packet packet)
    {
        DmaBuffer frame = packet.Buffer;
        PhysAddr address = THal.Share(frame, BufferDirection.DriverToDevice);
        if (!port.Transmit(address, frame.Length))
        {
            Fail(address, frame);
            packet.Free();
            return false;
        }

        while (port.ReapTransmitted() == 0)
        {
        }

        THal.Unshare(address, frame, BufferDirection.DriverToDevice);
        packet.Free();
        return true;
    }

    private void Fail(PhysAddr address, DmaBuffer frame)
    {
        Errors++;
        THal.Unshare(address, frame, BufferDirection.DriverToDevice);
    }
}
