using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "3c59x: Add dma error checking and recovery": a frame that is too long for the descriptor is refused after its
// data was mapped.
public sealed unsafe class VortexSender<THal>(Device card)
    where THal : struct, IHal
{
    private const int MaximumFrame = 1536;
    private const int DownListPointer = 0x24;

    public int Send(Packet packet)
    {
        int length = packet.Length;
        if (length <= 0)
        {
            return -22;
        }

        var data = new DmaBuffer(packet.Data, length);
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice); //! HAL1002
        if (length > MaximumFrame)
        {
            Log.Info("frame too long");
            return -90;
        }

        card.WriteRegister(DownListPointer, address.Value);
        card.Kick();
        bool sent = card.Wait(20);
        if (!sent)
        {
            card.Reset();
        }

        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        return sent ? 0 : -110;
    }
}
