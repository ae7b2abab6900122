using Devices;
using Hal;

/// <summary>Methods of one class that change and test the same state fields are called one after the other.</summary>
public sealed class Sequenced<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private DmaBuffer _buffer;
    private PhysAddr _at;

    private bool IsMapped => _at != default;

    private void Map(DmaBuffer buffer)
    {
        if (IsMapped)
        {
            Unmap();
        }

        _buffer = buffer;
        _at = THal.Share(buffer, BufferDirection.Both);
    }

    private void Unmap()
    {
        if (!IsMapped)
        {
            return;
        }

        THal.Unshare(_at, _buffer, BufferDirection.Both);
        _at = default;
        _buffer = default;
    }

    public int Run(DmaBuffer first, DmaBuffer second)
    {
        Map(first);
        int status = _device.Start(_at, first.Length);
        Map(second);
        status += _device.Start(_at, second.Length);
        if (status != 0)
        {
            Unmap();
            return status;
        }

        Unmap();
        Unmap();
        Map(first);
        _device.Kick();
        Unmap();
        return 0;
    }
}
