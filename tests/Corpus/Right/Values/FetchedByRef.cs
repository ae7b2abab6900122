using Devices;
using Hal;

/// <summary>Buffer and address live in an array of structs and are fetched by ref, by index and by a span's element.</summary>
public sealed class RefFetched<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly Lane[] _lanes = new Lane[4];

    private struct Lane
    {
        public DmaBuffer Buffer;
        public PhysAddr At;
    }

    public void Run(int number)
    {
        ref Lane lane = ref _lanes[number];
        lane.At = THal.Share(lane.Buffer, BufferDirection.Both);
        _device.Start(lane.At, lane.Buffer.Length);
        THal.Unshare(lane.At, lane.Buffer, BufferDirection.Both);
        lane.At = default;
    }

    public void RunMixed(int number)
    {
        _lanes[number].At = THal.Share(_lanes[number].Buffer, BufferDirection.Both);
        ref readonly Lane lane = ref _lanes[number];
        _device.Start(lane.At, lane.Buffer.Length);
        THal.Unshare(_lanes[number].At, lane.Buffer, BufferDirection.Both);
    }

    public void RunAll()
    {
        foreach (ref Lane lane in System.MemoryExtensions.AsSpan(_lanes))
        {
            PhysAddr at = THal.Share(lane.Buffer, BufferDirection.Both);
            _device.Start(at, lane.Buffer.Length);
            THal.Unshare(at, lane.Buffer, BufferDirection.Both);
        }
    }
}
