using Hal;
using Devices;

// Follows a fix in Linux (drivers/net/ethernet/marvell, mvneta: the receive loop).
/// <summary>A receive loop that skips a damaged frame with 'continue' and forgets the share of its buffer.</summary>
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
            PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1002
            _port.WriteRegister(0x20, address.Value);
            if (!_port.Wait(1))
            {
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                break;
            }

            uint status = _port.ReadRegister(0x24);
            if ((status & ErrorSummary) != 0)
            {
                continue;
            }

            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            _stack.Deliver(packet);
            done++;
        }

        return done;
    }
}
