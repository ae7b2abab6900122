using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (list walks in many drivers): the link is read before its page is freed.
internal unsafe struct PageLink
{
    public PageLink* Next;
    public ulong Address;
}

internal static unsafe class PageChain<THal>
    where THal : struct, IHal
{
    public static PageLink* Push(PageLink* head)
    {
        DmaAllocation page = THal.DmaAlloc(1, Both);
        if (page.Paddr == default)
        {
            return head;
        }

        var link = (PageLink*)page.Vaddr;
        link->Next = head;
        link->Address = page.Paddr.Value;
        return link;
    }

    public static int FreeAll(PageLink* head)
    {
        int freed = 0;
        PageLink* link = head;
        while (link != null)
        {
            PageLink* next = link->Next;
            if (THal.DmaDealloc(new PhysAddr(link->Address), (byte*)link, 1) != 0)
            {
                break;
            }

            freed++;
            link = next;
        }

        return freed;
    }
}
