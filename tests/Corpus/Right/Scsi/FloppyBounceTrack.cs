using System;
using Devices;
using Hal;

namespace Drivers;

// A device of the ISA age: a transfer goes through one low track buffer, and is copied to where the caller wants it. The track buffer is
// DMA memory of the driver, so nothing is shared; copies are bounded by its length.
public sealed class FloppyDrive<THal> : IDisposable
    where THal : struct, IHal
{
    private const int SectorBytes = 512;
    private const int SectorsPerTrack = 18;
    private const int TrackBytes = SectorBytes * SectorsPerTrack;

    private readonly Device _controller;
    private readonly Dma<THal> _track;
    private int _cachedTrack = -1;

    public FloppyDrive(Device controller)
    {
        _controller = controller;
        _track = new Dma<THal>(HalConstants.PagesFor(TrackBytes), BufferDirection.DeviceToDriver);
    }

    public void Read(int sector, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            int track = sector / SectorsPerTrack;
            int offset = sector % SectorsPerTrack * SectorBytes;
            LoadTrack(track);
            int count = Math.Min(into.Length, TrackBytes - offset);
            _track.Slice((nuint)offset, count).AsReadOnlySpan().CopyTo(into);
            into = into[count..];
            sector += (count + SectorBytes - 1) / SectorBytes;
        }
    }

    public void MediaChanged() => _cachedTrack = -1;

    public void Dispose()
    {
        _controller.Reset();
        _track.Dispose();
    }

    private void LoadTrack(int track)
    {
        if (track == _cachedTrack)
        {
            return;
        }

        _cachedTrack = -1;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            _controller.WriteRegister(4, (ulong)track);
            _controller.Program(_track.Paddr, TrackBytes);
            if (_controller.Wait(1500))
            {
                _cachedTrack = track;
                return;
            }

            _controller.Reset();
        }

        throw new DeviceException($"Track {track} cannot be read.");
    }
}
