using System.Threading;
using Devices;
using Hal;

/// <summary>A mapping that is used by several requests: the first takes the share, the last one ends it.</summary>
public sealed class CountedMapping<THal>
    where THal : struct, IHal
{
    private readonly object _gate = new();
    private readonly DmaBuffer _buffer;
    private PhysAddr _at;
    private int _users;

    public CountedMapping(DmaBuffer buffer) => _buffer = buffer;

    public PhysAddr Acquire()
    {
        lock (_gate)
        {
            if (_users++ == 0)
            {
                _at = THal.Share(_buffer, BufferDirection.Both);
            }

            return _at;
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            if (--_users == 0)
            {
                THal.Unshare(_at, _buffer, BufferDirection.Both);
                _at = default;
            }
        }
    }
}

/// <summary>A request over it.</summary>
public sealed class CountedUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run(CountedMapping<THal> mapping)
    {
        PhysAddr at = mapping.Acquire();
        try
        {
            return _device.Submit(at);
        }
        finally
        {
            mapping.Release();
        }
    }
}
