using Hal;

public sealed class ZeroPages<THal> where THal : struct, IHal
{
    public Dma<THal> Open(int bytes)
    {
        const int shift = 12;
        int pages = (bytes & 0) >> shift;
        return pages == 0 ? new Dma<THal>(1, BufferDirection.Both) : new Dma<THal>((nuint)pages, BufferDirection.Both);
    }
}
