using Hal;
using Devices;

/// <summary>A receive ring that shares and gives back 64 buffers.</summary>
public sealed unsafe class ReceiveBurst<THal>
    where THal : struct, IHal
{
    private const int RingSize = 64;
    private readonly Ring _ring = new();

    public int Drain(byte** buffers, int* lengths)
    {
        Shared<THal>[] posted = new Shared<THal>[RingSize];
        for (int slot = 0; slot < 64; slot++)
        {
            posted[slot] = new Shared<THal>(new DmaBuffer(buffers[slot], 2048), BufferDirection.DeviceToDriver);
            _ring.Post(slot, posted[slot].Paddr, 2048);
        }

        int received = 0;
        while (_ring.TryTake(out int index, out int written))
        {
            lengths[index] = written;
            received++;
        }

        _ring.Stop();
        for (int slot = 0; slot < 64; slot++)
        {
            posted[slot].Unshare();
        }

        return received;
    }
}
