using Devices;
using Hal;

/// <summary>A mutable struct owns a share and is itself a field of the driver.</summary>
public struct OwnedRange<THal>
    where THal : struct, IHal
{
    private PhysAddr _at;
    private DmaBuffer _range;

    public readonly PhysAddr Address => _at;

    public void Take(DmaBuffer range)
    {
        _range = range;
        _at = THal.Share(range, BufferDirection.Both);
    }

    public void Drop()
    {
        if (!_range.IsEmpty)
        {
            THal.Unshare(_at, _range, BufferDirection.Both);
            this = default;
        }
    }
}

/// <summary>Its owner.</summary>
public sealed class RangeDriver<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private OwnedRange<THal> _range;

    public void Open(DmaBuffer memory)
    {
        _range.Take(memory);
        _device.Program(_range.Address, memory.Length);
    }

    public void Close()
    {
        _device.Reset();
        _range.Drop();
    }
}
