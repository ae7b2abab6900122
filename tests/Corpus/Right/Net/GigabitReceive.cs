using Devices;
using Hal;

namespace Drivers;

/// <summary>Receive side: fills the ring with fresh packets and hands the filled ones up.</summary>
public sealed class GigabitReceive<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    private readonly Packet?[] _packets = new Packet?[256];
    private readonly PhysAddr[] _dma = new PhysAddr[256];
    private uint _toUse;
    private uint _toClean;

    public int AllocateBuffers(int cleaned)
    {
        int filled = 0;
        while (cleaned-- > 0)
        {
            uint slot = _toUse & 255;
            Packet? packet = port.Allocate(2048);
            if (packet is null)
            {
                break;
            }

            try
            {
                _dma[slot] = THal.Share(packet.Buffer, BufferDirection.DeviceToDriver);
            }
            catch (DmaException)
            {
                packet.Free();
                break;
            }

            _packets[slot] = packet;
            ring.Post((int)slot, _dma[slot], packet.Length);
            _toUse++;
            filled++;
        }

        if (filled != 0)
        {
            ring.Doorbell();
        }

        return filled;
    }

    public int Clean(int budget)
    {
        int work = 0;
        while (work < budget && _toClean != _toUse && ring.IsDone((int)(_toClean & 255)))
        {
            uint slot = _toClean++ & 255;
            Packet packet = _packets[slot]!;
            _packets[slot] = null;
            THal.Unshare(_dma[slot], packet.Buffer, BufferDirection.DeviceToDriver);
            _dma[slot] = default;
            port.Deliver(packet);
            work++;
        }

        AllocateBuffers(work);
        return work;
    }

    public void Stop()
    {
        ring.Stop();
        for (int i = 0; i < _packets.Length; i++)
        {
            if (_packets[i] is not { } packet)
            {
                continue;
            }

            THal.Unshare(_dma[i], packet.Buffer, BufferDirection.DeviceToDriver);
            packet.Free();
            _packets[i] = null;
            _dma[i] = default;
        }
    }
}
