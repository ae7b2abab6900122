using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A boot-time receive ring: refilled whenever it is polled.</summary>
public sealed class BootReceive<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    private const int Fill = 8;

    private readonly Packet?[] _iobufs = new Packet?[Fill];
    private readonly Shared<THal>[] _maps = new Shared<THal>[Fill];
    private int _producer;
    private int _consumer;

    public void Refill()
    {
        bool refilled = false;
        while (_producer - _consumer < Fill)
        {
            Packet? iobuf = port.Allocate(1536);
            if (iobuf is null)
            {
                break;
            }

            int index = _producer % Fill;
            Shared<THal> map;
            try
            {
                map = new Shared<THal>(iobuf.Buffer, DeviceToDriver);
            }
            catch (DmaException)
            {
                iobuf.Free();
                break;
            }

            _maps[index] = map;
            _iobufs[index] = iobuf;
            _producer++;
            ring.Post(index, map.Paddr, iobuf.Length);
            refilled = true;
        }

        if (refilled)
        {
            ring.Doorbell();
        }
    }

    public void Poll()
    {
        for (; _consumer != _producer; _consumer++)
        {
            int index = _consumer % Fill;
            if (!ring.IsDone(index))
            {
                break;
            }

            _maps[index].Unshare();
            _maps[index] = default;
            port.Deliver(_iobufs[index]!);
            _iobufs[index] = null;
        }

        Refill();
    }

    public void Close()
    {
        ring.Stop();
        for (int i = 0; i < Fill; i++)
        {
            _maps[i].Unshare();
            _maps[i] = default;
            _iobufs[i]?.Free();
            _iobufs[i] = null;
        }

        _consumer = _producer;
    }
}
