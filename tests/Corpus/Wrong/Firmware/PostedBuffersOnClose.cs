using Hal;
using Devices;

// Follows a fix in iPXE, 449d2acf3.
/// <summary>A boot firmware's network driver whose close frees the ring and leaves the posted receive buffers shared.</summary>
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
            _posted[i] = new Shared<THal>(new DmaBuffer(buffers + i * 2048, 2048), BufferDirection.DeviceToDriver); //! HAL1002 (no fix: field)
            _ring.Post(i, _posted[i].Paddr, 2048);
        }
    }

    public void Close()
    {
        _ring.Stop();
        _descriptors?.Dispose();
        _descriptors = null;
    }
}
