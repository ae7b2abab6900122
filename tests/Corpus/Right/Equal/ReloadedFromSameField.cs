using Devices;
using Hal;

/// <summary>Buffer, direction and length come from the same fields again; calls in between do not write them.</summary>
public sealed unsafe class FromFields<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private byte* _memory;
    private int _length;
    private BufferDirection _direction;

    public void Set(byte* memory, int length, BufferDirection direction)
    {
        _memory = memory;
        _length = length;
        _direction = direction;
    }

    public int Run()
    {
        PhysAddr at = THal.Share(new DmaBuffer(_memory, _length), _direction);
        int status = _device.Start(at, _length);
        Log.Info("in between");
        Check();
        THal.Unshare(at, new DmaBuffer(_memory, _length), _direction);
        return status;
    }

    private void Check()
    {
        if (_length == 0)
        {
            Log.Info("empty");
        }
    }
}
