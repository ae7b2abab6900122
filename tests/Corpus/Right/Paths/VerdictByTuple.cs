using Devices;
using Hal;

namespace Drivers;

// A loader decides by a tuple of what was taken and what came back; the switch has an arm for each. The share ends before the switch, so
// no arm has to think of it.
public enum LoadVerdict
{
    Running,
    Refused,
    BadImage,
    Hung,
}

public sealed class ImageLoader<THal>
    where THal : struct, IHal
{
    private readonly Device _core;
    private readonly FirmwareFile _file;

    public ImageLoader(Device core, FirmwareFile file)
    {
        _core = core;
        _file = file;
    }

    public LoadVerdict Load()
    {
        for (int chunk = 0; chunk < _file.Chunks; chunk++)
        {
            LoadVerdict verdict = LoadChunk(chunk);
            if (verdict != LoadVerdict.Running)
            {
                return verdict;
            }
        }

        return _file.Verified ? LoadVerdict.Running : LoadVerdict.BadImage;
    }

    private LoadVerdict LoadChunk(int chunk)
    {
        int length = _file.LengthOf(chunk);
        if (length <= 0)
        {
            return LoadVerdict.BadImage;
        }

        using var memory = new PinnedBuffer(length);
        _file.CopyChunk(chunk, memory.Buffer.AsSpan());
        PhysAddr address = THal.Share(memory.Buffer, BufferDirection.DriverToDevice);
        bool taken = _core.Submit(address, length);
        bool answered = taken && _core.Wait(100);
        if (taken && !answered)
        {
            _core.Reset();
        }

        THal.Unshare(address, memory.Buffer, BufferDirection.DriverToDevice);
        return (taken, answered, _core.Status) switch
        {
            (false, _, _) => LoadVerdict.Refused,
            (true, false, _) => LoadVerdict.Hung,
            (true, true, 0) => LoadVerdict.Running,
            _ => LoadVerdict.BadImage,
        };
    }
}
