using Devices;
using Hal;

/// <summary>If the queue takes the request the callback ends the share, if not, the caller does.</summary>
public sealed class TryStartCallback<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();
    private int _failures;

    public bool Write(ulong sector, DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        if (!_queue.TryStart(sector, share.Paddr, data.Length, Done))
        {
            share.Unshare();
            return false;
        }

        return true;

        void Done(int status)
        {
            share.Unshare();
            if (status != 0)
            {
                _failures++;
            }
        }
    }

    public int Failures => _failures;
}
