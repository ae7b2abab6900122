using Hal;
using Devices;

/// <summary>A boot firmware's network driver whose close ends the shares of the posted receive buffers.</summary>
public sealed unsafe class Atlantic<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();
    private readonly Shared<THal>[] _posted = new Shared<THal>[16];
    private Dma<THal>? _descriptors;

    public void Open(byte* buffers)
    {
        _descriptors = new Dma<THal>(1, BufferDirection.Both);
        for (int i = 0; i < _posted.Length; i++)
        {
            _posted[i] = new Shared<THal>(new DmaBuffer(buffers + i * 2048, 2048), BufferDirection.DeviceToDriver);
            _ring.Post(i, _posted[i].Paddr, 2048);
        }
    }

    public void Close()
    {
        _ring.Stop();
        foreach (Shared<THal> posted in _posted)
        {
            posted.Unshare();
        }

        _descriptors?.Dispose();
        _descriptors = null;
    }
}
