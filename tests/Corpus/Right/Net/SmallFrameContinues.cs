using Hal;
using Devices;

/// <summary>A receive loop that skips a damaged frame after its share has ended.</summary>
public sealed unsafe class ReceiveLoop<THal>
    where THal : struct, IHal
{
    private const uint ErrorSummary = 1 << 15;
    private readonly Device _port = new();
    private readonly NetPort _stack = new();

    public int Poll(Packet[] pool, int budget)
    {
        int done = 0;
        for (int i = 0; i < budget; i++)
        {
            Packet packet = pool[i];
            DmaBuffer buffer = packet.Buffer;
            PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
            _port.WriteRegister(0x20, address.Value);
            if (!_port.Wait(1))
            {
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                break;
            }

            uint status = _port.ReadRegister(0x24);
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            if ((status & ErrorSummary) != 0)
            {
                continue;
            }

            _stack.Deliver(packet);
            done++;
        }

        return done;
    }
}
