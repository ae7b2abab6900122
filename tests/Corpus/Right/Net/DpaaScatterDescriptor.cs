using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "net/dpaa: fix mbuf leak in SG FD creation": the segments in the list are unmapped before the frame is given
// up.
public sealed class FrameDescriptors<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int MaximumSegment = 0x3FFF;

    private readonly List<Shared<THal>> _inFlight = [];

    public int Segments => _inFlight.Count;

    public bool Build(Packet packet)
    {
        var segments = new List<Shared<THal>>();
        for (int i = 0; i < packet.FragmentCount; i++)
        {
            Fragment fragment = packet.Fragment(i);
            if (fragment.Length > MaximumSegment)
            {
                Log.Info("segment too long");
                foreach (Shared<THal> segment in segments)
                {
                    segment.Unshare();
                }

                return false;
            }

            segments.Add(new Shared<THal>(fragment.Buffer, BufferDirection.DriverToDevice));
        }

        for (int i = 0; i < segments.Count; i++)
        {
            ring.Post(i, segments[i].Paddr, segments[i].Buffer.Length);
        }

        _inFlight.AddRange(segments);
        ring.Doorbell();
        return true;
    }

    public void Stop()
    {
        ring.Stop();
        foreach (Shared<THal> segment in _inFlight)
        {
            segment.Unshare();
        }

        _inFlight.Clear();
    }
}
