using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in NuttX: "STM32: Fix eth mem leak in recvframe": a frame with a receive error is skipped, and its buffer stays with the
// device for ever.
public sealed unsafe class Stm32Receive<THal>(NetPort port, Device mac)
    where THal : struct, IHal
{
    private const uint ErrorSummary = 1 << 15;
    private const int StatusRegister = 0x14;

    public int ReceiveFrames(int budget)
    {
        int received = 0;
        for (int i = 0; i < budget; i++)
        {
            Packet? packet = port.Allocate(1536);
            if (packet is null)
            {
                break;
            }

            DmaBuffer buffer = packet.Buffer;
            PhysAddr address = THal.Share(buffer, DeviceToDriver); //! HAL1002
            mac.Program(address, buffer.Length);
            if (!mac.Wait(10) || (mac.ReadRegister(StatusRegister) & ErrorSummary) != 0)
            {
                mac.Reset();
                packet.Free();
                continue;
            }

            THal.Unshare(address, buffer, DeviceToDriver);
            port.Deliver(packet);
            received++;
        }

        return received;
    }
}
